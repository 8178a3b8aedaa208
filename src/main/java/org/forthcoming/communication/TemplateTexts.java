package org.forthcoming.communication;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/** A set of templates that take parts from each other, by name: {@code SHIPPED.en}. */
final class TemplateTexts {

    private final Map<String, String> texts;
    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    TemplateTexts(Map<String, byte[]> files) {
        texts = files.entrySet().stream()
                .collect(toUnmodifiableMap(
                        file -> file.getKey().substring(0, file.getKey().length() - MailFiles.SUFFIX.length()),
                        file -> new String(file.getValue(), StandardCharsets.UTF_8)));
        engine.setTemplateResolver(new Resolver());
    }

    Set<String> names() {
        return texts.keySet();
    }

    String write(String name, Context context) {
        return engine.process(name, context);
    }

    private class Resolver extends AbstractConfigurableTemplateResolver {

        Resolver() {
            setTemplateMode(TemplateMode.HTML);
        }

        @Override
        protected ITemplateResource computeTemplateResource(
                IEngineConfiguration configuration,
                String ownerTemplate,
                String template,
                String resourceName,
                String characterEncoding,
                Map<String, Object> attributes) {
            return texts.containsKey(template) ? new StringTemplateResource(texts.get(template)) : null;
        }
    }
}

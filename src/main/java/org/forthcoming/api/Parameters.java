package org.forthcoming.api;

import java.beans.PropertyEditorSupport;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Refuses characters in addresses and parameters that {@link PlainText} refuses in bodies. */
@ControllerAdvice(basePackageClasses = Parameters.class)
class Parameters {

    @InitBinder
    void plainTextOnly(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                var objection = PlainText.objection(text, false);
                if (objection != null) {
                    throw new PlainText.Objection(objection);
                }
                setValue(text);
            }
        });
    }
}

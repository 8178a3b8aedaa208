package org.forthcoming.processes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads XML that anybody may have written: no document types, no entities, nothing from elsewhere. */
final class SafeXml {

    private SafeXml() {}

    static Document read(byte[] content) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(content));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Element> elements(Document document) {
        var all = new ArrayList<Element>();
        var found = document.getElementsByTagNameNS("*", "*");
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    static List<Attr> attributes(Element element) {
        var all = new ArrayList<Attr>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = (Attr) element.getAttributes().item(i);
            if (!"http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) {
                all.add(attribute);
            }
        }
        return all;
    }

    /** The text that stands in an element itself. */
    static String text(Element element) {
        var text = new StringBuilder();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof org.w3c.dom.Text part) {
                text.append(part.getData());
            }
        }
        return text.toString();
    }
}

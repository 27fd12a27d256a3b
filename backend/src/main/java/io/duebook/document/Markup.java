package io.duebook.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/**
 * A piece of a document: an element or text. What stands in data can only ever become text, as the tree is built from
 * values and never parsed.
 */
public sealed interface Markup {

    /** Adds this piece as the parent's last child. */
    void addTo(Node parent);

    static Element element(String name, Markup... children) {
        return new Element(name, Map.of(), List.of(children));
    }

    static Element element(String name, List<? extends Markup> children) {
        return new Element(name, Map.of(), List.copyOf(children));
    }

    static Element element(String name, String text) {
        return element(name, text(text));
    }

    /** An element of a look. */
    static Element div(String look, Markup... children) {
        return element("div", children).look(look);
    }

    static Markup text(String text) {
        return new Text(text);
    }

    /** One line under the other. */
    static Element lines(String look, List<String> lines) {
        return element("div", lines.stream().map(line -> element("div", line)).toList())
                .look(look);
    }

    /** @param attributes in the order they were given */
    record Element(String name, Map<String, String> attributes, List<Markup> children) implements Markup {

        private static final String XHTML = "http://www.w3.org/1999/xhtml";

        /** @param look a class of the style sheet, or several with blanks between */
        public Element look(String look) {
            return with("class", look);
        }

        public Element with(String attribute, String value) {
            var more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Element(name, more, children);
        }

        public Element and(Markup... added) {
            return new Element(
                    name,
                    attributes,
                    Stream.concat(children.stream(), Stream.of(added)).toList());
        }

        @Override
        public void addTo(Node parent) {
            Document document = parent instanceof Document root ? root : parent.getOwnerDocument();
            org.w3c.dom.Element made = document.createElementNS(XHTML, name);
            attributes.forEach(made::setAttribute);
            children.forEach(child -> child.addTo(made));
            parent.appendChild(made);
        }
    }

    /** Text as it is, without what no printer prints. */
    record Text(String text) implements Markup {

        @Override
        public void addTo(Node parent) {
            parent.appendChild(parent.getOwnerDocument().createTextNode(printable(text)));
        }

        private static String printable(String text) {
            return text.codePoints()
                    .filter(Text::isPrinted)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static boolean isPrinted(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL -> character == '\n' || character == '\t';
                case Character.SURROGATE, Character.UNASSIGNED, Character.FORMAT -> false;
                default -> true;
            };
        }
    }
}

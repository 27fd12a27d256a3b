package io.duebook.model;

import io.duebook.model.Line.Delivery;
import io.duebook.scenario.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A script as text, a line per command, to be read by people and played again. */
final class Script {

    private static final String DELIVERY = "delivery";

    private Script() {}

    static String write(List<Line> lines) {
        return String.join("\n", lines.stream().map(Script::write).toList()) + "\n";
    }

    private static String write(Line line) {
        ObjectNode text = Api.JSON.createObjectNode();
        text.set(line.command().getClass().getSimpleName(), Api.JSON.valueToTree(line.command()));
        if (line.delivery() != Delivery.ONCE) {
            text.put(DELIVERY, line.delivery().name());
        }
        return text.toString();
    }

    /** Lines that begin with a hash say what it is about. */
    static List<Line> read(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Api.JSON::readTree)
                .map(Script::line)
                .toList();
    }

    private static Line line(JsonNode text) {
        Map.Entry<String, JsonNode> command = text.properties().stream()
                .filter(field -> !field.getKey().equals(DELIVERY))
                .findFirst()
                .orElseThrow();
        Class<?> type = Arrays.stream(Command.class.getPermittedSubclasses())
                .filter(one -> one.getSimpleName().equals(command.getKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command: " + command.getKey()));
        return new Line(Delivery.valueOf(text.path(DELIVERY).asString(Delivery.ONCE.name())), (Command)
                Api.JSON.treeToValue(command.getValue(), type));
    }
}

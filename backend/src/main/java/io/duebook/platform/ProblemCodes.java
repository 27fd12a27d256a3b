package io.duebook.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Which refusals a call can come to, read off the compiled code: every refusal that is made anywhere below the
 * controller's method. Rather one too many than one forgotten: a method of an interface stands for all that implement
 * it. A list kept by hand would be wrong within a month.
 */
final class ProblemCodes {

    private static final String OURS = "io/duebook/";
    private static final String REFUSAL = "io/duebook/platform/Refusal";
    private static final String KIND = REFUSAL + "$Kind";
    private static final String MADE = "<init>";

    private final Map<String, ClassModel> classes = new HashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();
    private final Map<Call, Facts> known = new HashMap<>();

    private ProblemCodes() {}

    /** Of all our classes on the class path. */
    static ProblemCodes read() {
        var codes = new ProblemCodes();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + OURS + "**/*.class")) {
                try (InputStream bytes = file.getInputStream()) {
                    codes.add(ClassFile.of().parse(bytes.readAllBytes()));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return codes;
    }

    private void add(ClassModel type) {
        String name = type.thisClass().asInternalName();
        classes.put(name, type);
        Stream.concat(type.superclass().stream(), type.interfaces().stream())
                .map(ClassEntry::asInternalName)
                .forEach(above ->
                        below.computeIfAbsent(above, none -> new HashSet<>()).add(name));
    }

    /** A code and the kind of answer it comes with. */
    record Code(int status, String code) implements Comparable<Code> {
        @Override
        public int compareTo(Code other) {
            return status == other.status ? code.compareTo(other.code) : Integer.compare(status, other.status);
        }
    }

    private record Call(String owner, String name, String descriptor) {}

    private record Facts(Set<Code> codes, Set<Call> calls) {}

    Set<Code> of(Method handler) {
        var found = new TreeSet<Code>();
        var seen = new HashSet<Call>();
        Deque<Call> ahead = new ArrayDeque<>();
        ahead.add(new Call(
                handler.getDeclaringClass().getName().replace('.', '/'),
                handler.getName(),
                MethodTypeDesc.ofDescriptor(descriptor(handler)).descriptorString()));
        while (!ahead.isEmpty()) {
            Call call = ahead.remove();
            if (seen.add(call)) {
                places(call).forEach(place -> {
                    Facts facts = facts(place);
                    found.addAll(facts.codes());
                    ahead.addAll(facts.calls());
                });
            }
        }
        return found;
    }

    private static String descriptor(Method method) {
        return java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    /** Where the code of a call may lie: in the class, above it, or in any class below it. */
    private Set<Call> places(Call call) {
        var places = new LinkedHashSet<Call>();
        above(call.owner()).forEach(owner -> places.add(new Call(owner, call.name(), call.descriptor())));
        if (!call.name().equals(MADE)) {
            below(call.owner(), new LinkedHashSet<>())
                    .forEach(owner -> places.add(new Call(owner, call.name(), call.descriptor())));
        }
        return places;
    }

    private List<String> above(String owner) {
        var all = new ArrayList<String>();
        ClassModel type = classes.get(owner);
        if (type != null) {
            all.add(owner);
            Stream.concat(type.superclass().stream(), type.interfaces().stream())
                    .forEach(above -> all.addAll(above(above.asInternalName())));
        }
        return all;
    }

    private Set<String> below(String owner, Set<String> all) {
        below.getOrDefault(owner, Set.of()).stream().filter(all::add).forEach(type -> below(type, all));
        return all;
    }

    private Facts facts(Call call) {
        Facts facts = known.get(call);
        if (facts == null) {
            facts = method(call).flatMap(MethodModel::code).map(this::read).orElse(new Facts(Set.of(), Set.of()));
            known.put(call, facts);
        }
        return facts;
    }

    private Optional<MethodModel> method(Call call) {
        return Optional.ofNullable(classes.get(call.owner())).flatMap(type -> type.methods().stream()
                .filter(method -> method.methodName().equalsString(call.name())
                        && method.methodType().equalsString(call.descriptor()))
                .findFirst());
    }

    private Facts read(CodeModel code) {
        var codes = new HashSet<Code>();
        var calls = new HashSet<Call>();
        Deque<Making> makings = new ArrayDeque<>();
        boolean isBranch = false;
        for (CodeElement element : code) {
            switch (element) {
                case NewObjectInstruction made
                when isRefusal(made.className().asInternalName()) -> makings.push(new Making());
                case FieldInstruction field
                when field.owner().asInternalName().equals(KIND) && !makings.isEmpty() ->
                    makings.element().kind(field.name().stringValue());
                case ConstantInstruction constant
                when constant.constantValue() instanceof String text && !makings.isEmpty() ->
                    makings.element().text(text, isBranch);
                case InvokeInstruction invoked -> {
                    Call call = new Call(
                            invoked.owner().asInternalName(),
                            invoked.name().stringValue(),
                            invoked.type().stringValue());
                    if (call.name().equals(MADE) && isRefusal(call.owner()) && !makings.isEmpty()) {
                        codes.addAll(codes(call, makings.pop()));
                    }
                    if (isOurs(call.owner())) {
                        calls.add(call);
                    }
                }
                case InvokeDynamicInstruction later ->
                    later.bootstrapArgs().forEach(argument -> {
                        if (argument instanceof DirectMethodHandleDesc handle) {
                            Call call = call(handle);
                            if (call.name().equals(MADE) && isRefusal(call.owner())) {
                                codes.addAll(codes(call, new Making()));
                            }
                            if (isOurs(call.owner())) {
                                calls.add(call);
                            }
                        }
                    });
                default -> {}
            }
            isBranch = element instanceof Instruction instruction
                    ? instruction.opcode() == Opcode.GOTO || instruction.opcode() == Opcode.GOTO_W
                    : isBranch;
        }
        return new Facts(codes, calls);
    }

    private static Call call(DirectMethodHandleDesc handle) {
        String owner = handle.owner().descriptorString();
        String name = handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR ? MADE : handle.methodName();
        return new Call(owner.substring(1, owner.length() - 1), name, handle.lookupDescriptor());
    }

    private static boolean isOurs(String owner) {
        return owner.startsWith(OURS);
    }

    private boolean isRefusal(String type) {
        ClassModel model = classes.get(type);
        return type.equals(REFUSAL)
                || model != null
                        && model.superclass()
                                .filter(above -> isRefusal(above.asInternalName()))
                                .isPresent();
    }

    /** What the constructor says by itself, else what its caller gives it. */
    private Set<Code> codes(Call constructor, Making given) {
        Making own = saidBy(constructor);
        String kind = own.kind == null ? given.kind : own.kind;
        List<String> words = own.words.isEmpty() ? given.words : own.words;
        var codes = new HashSet<Code>();
        if (kind != null) {
            int status = Refusal.Kind.valueOf(kind).status();
            words.forEach(word -> codes.add(new Code(status, word)));
        }
        return codes;
    }

    /** Kind and code a refusal's constructor hands to the one above it. */
    private Making saidBy(Call constructor) {
        var said = new Making();
        CodeModel code = method(constructor).flatMap(MethodModel::code).orElse(null);
        if (code == null || constructor.owner().equals(REFUSAL)) {
            return said;
        }
        boolean isBranch = false;
        for (CodeElement element : code) {
            switch (element) {
                case FieldInstruction field
                when field.owner().asInternalName().equals(KIND) ->
                    said.kind(field.name().stringValue());
                case ConstantInstruction constant
                when constant.constantValue() instanceof String text && said.kind != null -> said.text(text, isBranch);
                case InvokeInstruction invoked
                when invoked.name().equalsString(MADE)
                        && isRefusal(invoked.owner().asInternalName())
                        && said.kind == null -> {
                    return saidBy(new Call(
                            invoked.owner().asInternalName(),
                            MADE,
                            invoked.type().stringValue()));
                }
                default -> {}
            }
            isBranch = element instanceof Instruction instruction
                    ? instruction.opcode() == Opcode.GOTO || instruction.opcode() == Opcode.GOTO_W
                    : isBranch;
        }
        return said;
    }

    /** The words between the beginning of a refusal and its constructor: the first is its code, with every branch of it. */
    private static final class Making {

        private final List<String> words = new ArrayList<>();
        private @Nullable String kind;
        private boolean isOver;

        void kind(String name) {
            kind = name;
        }

        void text(String text, boolean isBranch) {
            boolean isCode = text.matches("[a-z][a-z0-9_]*");
            if (isCode && (isBranch || !isOver && words.isEmpty())) {
                words.add(text);
            } else {
                isOver = true;
            }
        }
    }
}

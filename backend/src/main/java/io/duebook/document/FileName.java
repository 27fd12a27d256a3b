package io.duebook.document;

/** What a file is called: the last step of a path, without what a screen, a log or a file system might stumble over. */
final class FileName {

    private static final int LONGEST = 200;

    private FileName() {}

    static String plain(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        // Marks that turn the direction of writing make "exe.pdf" of "fdp.exe".
        String plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}<>:\"|?*]", "")
                .replaceAll("^[.\\s]+", "")
                .strip();
        if (plain.isEmpty()) {
            return "file";
        }
        return plain.length() <= LONGEST ? plain : shortened(plain);
    }

    /** The end tells the type. */
    private static String shortened(String plain) {
        int dot = plain.lastIndexOf('.');
        String extension = dot < plain.length() - 10 ? "" : plain.substring(dot);
        int kept = LONGEST - extension.length();
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(kept - 1)) ? kept - 1 : kept) + extension;
    }
}

package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest run there is, over the real program: shows that what it relies on is still so. */
@Tag("full")
class BenchTest {

    @Test
    void measuresWithoutAFault(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("bench.json");
        int exit = Bench.run(
                Path.of(System.getProperty("duebook.root", "../..")),
                "--quick",
                "--only",
                "trips,invoice,payment,plans",
                "--clients",
                "2",
                "--rounds",
                "1",
                "--warm-up",
                "1",
                "--folder",
                folder.resolve("run").toString(),
                "--output",
                output.toString());
        assertThat(exit).isZero();
        assertThat(Files.readString(output)).contains("\"promises\"");
    }
}

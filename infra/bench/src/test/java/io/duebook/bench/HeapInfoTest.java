package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapInfoTest {

    @Test
    void addsUpWhatEachGenerationUses() {
        assertThat(HeapInfo.usedBytes("""
                28815:
                DefNew     total 19648K, used 8752K [0x00000000fc000000, 0x00000000fd550000, 0x00000000fd550000)
                 eden space 17472K,  37% used [0x00000000fc000000, 0x00000000fc66c368, 0x00000000fd110000)
                Tenured    total 43712K, used 2129K [0x00000000fd550000, 0x0000000100000000, 0x0000000100000000)
                 the  space 43712K,   4% used [0x00000000fd550000, 0x00000000fd7645b0, 0x0000000100000000)
                """)).isEqualTo((8752 + 2129) * 1024);
    }

    @Test
    void knowsOneHeapAsWell() {
        assertThat(HeapInfo.usedBytes("ZHeap            used 14M, capacity 64M, max capacity 64M"))
                .isEqualTo(14 * 1024 * 1024);
    }
}

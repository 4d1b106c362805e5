package dev.gantry.gpu.pci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MdevUuidTest {

    /** The guide's own mdevctl listings. */
    @ParameterizedTest
    @CsvSource({
        "0000:21:00.4,5c630867-a673-5d75-aa31-a499e6c7cb19",
        "0000:21:00.5,eaa6e018-308e-58e2-b351-aadbcf01f5a8",
        "0000:81:00.4,72291b01-689b-5b7a-9171-6b3480deabf4",
        "0000:81:00.5,0a47ffd1-392e-5373-8428-707a4e0ce31a",
        "0000:65:00.7,00501f37-c468-5ba4-8be2-8d653c4604ed"
    })
    void namesEachFunctionAsAnsibleDoes(String function, String uuid) {
        assertThat(MdevUuid.of(PciAddress.parse(function))).hasToString(uuid);
    }
}

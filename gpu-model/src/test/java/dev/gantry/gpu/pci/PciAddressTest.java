package dev.gantry.gpu.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0000:17:00.0", "0000:65:00.0", "ffff:ff:1f.7", "0001:0a:00.3"})
    void printsWhatItRead(String text) {
        assertThat(PciAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17:00.0",
                "0000:17:00.8",
                "0000:17:20.0",
                "0000:1G:00.0",
                "0000:AF:00.0",
                "00000000:17:00.0",
                " 0000:17:00.0",
                "0000:17:00.0\n",
                ""
            })
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> PciAddress.parse(text)).isInstanceOfSatisfying(MalformedValueException.class, e -> {
            assertThat(e.thing()).isEqualTo("PCI address");
            assertThat(e.found()).isEqualTo(text);
            assertThat(e.expected()).contains("0000:17:00.0");
        });
    }

    @ParameterizedTest
    @CsvSource({"00000000:17:00.0,0000:17:00.0", "0000:AF:00.0,0000:af:00.0", "' 0000:17:00.0 ',0000:17:00.0"})
    void takesNvidiaSmisFormOnlyWhenLenient(String text, String address) {
        assertThat(PciAddress.parseLenient(text)).hasToString(address);
    }

    @Test
    void refusesDomainsThatDoNotFitEvenWhenLenient() {
        assertThatThrownBy(() -> PciAddress.parseLenient("00010000:17:00.0"))
                .isInstanceOf(MalformedValueException.class);
    }

    /** Published listings of virtfn links: Ubuntu's and nova's vGPU pages (82:00.0), the vGPU user guide (41:00.0), the guide (17:00.0). */
    @ParameterizedTest
    @CsvSource({
        "0000:17:00.0,0,0000:17:00.4",
        "0000:17:00.0,3,0000:17:00.7",
        "0000:17:00.0,4,0000:17:01.0",
        "0000:17:00.0,5,0000:17:01.1",
        "0000:82:00.0,3,0000:82:00.7",
        "0000:82:00.0,4,0000:82:01.0",
        "0000:82:00.0,15,0000:82:02.3",
        "0000:41:00.0,31,0000:41:04.3"
    })
    void predictsVirtualFunctions(String card, int index, String function) {
        assertThat(PciAddress.parse(card).virtualFunction(index)).hasToString(function);
    }

    @Test
    void countsOffsetAndStrideOverTheBus() {
        assertThat(PciAddress.parse("0000:17:00.0").virtualFunction(2, 0x80, 0x100))
                .hasToString("0000:19:10.0");
    }

    @Test
    void refusesFunctionsBeyondTheLastBus() {
        PciAddress last = PciAddress.parse("0000:ff:1f.0");

        assertThatThrownBy(() -> last.virtualFunction(4)).isInstanceOf(MalformedValueException.class);
        assertThatThrownBy(() -> last.virtualFunction(-1)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void tellsCardsFromTheirOtherFunctions() {
        assertThat(PciAddress.parse("0000:17:00.0").isPhysicalFunction()).isTrue();
        assertThat(PciAddress.parse("0000:17:00.4").isPhysicalFunction()).isFalse();
    }

    @Test
    void sortsAsTextDoes() {
        // given
        Random random = new Random(17);
        List<PciAddress> addresses = Stream.generate(() -> new PciAddress(
                        random.nextInt(0x10000), random.nextInt(0x100), random.nextInt(0x20), random.nextInt(8)))
                .limit(500)
                .toList();

        // when
        List<PciAddress> sorted = addresses.stream().sorted().toList();

        // then
        assertThat(sorted.stream().map(PciAddress::toString))
                .containsExactlyElementsOf(
                        addresses.stream().map(PciAddress::toString).sorted().toList());
        assertThat(sorted)
                .allSatisfy(a -> assertThat(PciAddress.parse(a.toString())).isEqualTo(a));
    }
}

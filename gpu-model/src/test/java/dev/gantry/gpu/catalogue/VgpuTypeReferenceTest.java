package dev.gantry.gpu.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.mig.MigProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VgpuTypeReferenceTest {

    @Test
    void readsNumbersAndNames() {
        assertThat(VgpuTypeReference.parse("nvidia-697"))
                .isEqualTo(new MdevType(697))
                .hasToString("nvidia-697");
        assertThat(VgpuTypeReference.parse("GRID A100D-2-20C"))
                .isEqualTo(new VgpuTypeName("A100D", 2, 20, "C"))
                .hasToString("A100D-2-20C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvidia-",
                "nvidia-0",
                "nvidia-0697",
                "nvidia-6 97",
                "nvidia-99999999999",
                "NVIDIA-697",
                "697",
                "",
                "A100D",
                "A100D-2-20",
                "A100D-2-20X",
                "A100D-40CME",
                "-40C"
            })
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> VgpuTypeReference.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "A100D-2-20C,2g.20gb",
        "A100D-1-10CME,1g.10gb+me",
        "DC-1-24QNOME,1g.24gb-me",
        "DC-1-24QMEALL,1g.24gb+me.all",
        "DC-1-24QGFX,1g.24gb+gfx"
    })
    void derivesTheMigProfile(String name, String profile) {
        assertThat(VgpuTypeName.parse(name).migProfile()).contains(MigProfile.parse(profile));
        assertThat(VgpuTypeName.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA A40-1Q,A40,1,Q",
        "GRID T4-2B4,T4,2,B",
        "GRID P40-0B,P40,0,B",
        "NVIDIA RTX6000-Ada-4A,RTX6000-Ada,4,A",
        "A100DX-80C,A100DX,80,C"
    })
    void readsTimeSlicedTypes(String text, String card, int gigabytes, VgpuSeries series) {
        VgpuTypeName name = VgpuTypeName.parse(text);
        assertThat(name.card()).isEqualTo(card);
        assertThat(name.gigabytes()).isEqualTo(gigabytes);
        assertThat(name.series()).isEqualTo(series);
        assertThat(name.isMigBacked()).isFalse();
        assertThat(name.migProfile()).isEmpty();
    }
}

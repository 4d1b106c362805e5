package dev.gantry.provisioner.model.bios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.bios.BiosSetting.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiosVendorTest {

    @ParameterizedTest
    @CsvSource({
        "Dell Inc.,ProcVirtualization,VIRTUALIZATION",
        "Dell Inc.,SriovGlobalEnable,SRIOV",
        "Dell Inc.,MmioAbove4Gb,ABOVE_4G",
        "HPE,IntelProcVtd,IOMMU",
        "HPE,ProcAmdIoVt,IOMMU",
        "Hewlett Packard Enterprise,Sriov,SRIOV",
        "Lenovo,Processors_IntelVirtualizationTechnology,VIRTUALIZATION",
        "Lenovo,DevicesandIOPorts_IntelVTforDirectedIOVTd,IOMMU",
        "Supermicro,SR_IOVSupport_0130,SRIOV",
        "Supermicro,Above4GDecoding_0035,ABOVE_4G",
        "Super Micro Computer,IntelVTforDirectedI_O_VT_d_,IOMMU"
    })
    void everyVendorHasItsNames(String maker, String attribute, BiosPurpose purpose) {
        assertThat(BiosVendor.of(maker).flatMap(vendor -> vendor.purpose(attribute)))
                .contains(purpose);
    }

    @Test
    void whatIsOfNoWeightOrOfNobodyKnownIsLeftAlone() {
        assertThat(BiosVendor.DELL.purpose("AcPwrRcvry")).isEmpty();
        assertThat(BiosVendor.HPE.purpose("SriovX")).isEmpty();
        assertThat(BiosVendor.of("Contoso")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled,,ON",
        "Auto,,ON",
        "Disabled,,OFF",
        "Disabled,Enabled,RESTART_NEEDED",
        "Disable,Disable,OFF",
        "0,,NOT_KNOWN"
    })
    void settingIsReadInTheWordsItIsIn(String value, String pending, State state) {
        assertThat(new BiosSetting(BiosPurpose.SRIOV, "Sriov", value, pending).state())
                .isEqualTo(state);
    }

    @Test
    void switchingOnSpeaksTheWordsOfTheValue() {
        assertThat(new BiosSetting(BiosPurpose.SRIOV, "s", "Disabled", null).on())
                .contains("Enabled");
        assertThat(new BiosSetting(BiosPurpose.SRIOV, "s", "Disable", null).on())
                .contains("Enable");
        assertThat(new BiosSetting(BiosPurpose.SRIOV, "s", "7", null).on()).isEmpty();
    }
}

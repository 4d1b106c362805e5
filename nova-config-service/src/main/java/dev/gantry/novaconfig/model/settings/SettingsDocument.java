package dev.gantry.novaconfig.model.settings;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.DeviceType;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings.AliasPlace;
import dev.gantry.novaconfig.model.settings.SiteSettings.CardMatch;
import dev.gantry.novaconfig.model.settings.SiteSettings.Form;
import dev.gantry.novaconfig.model.settings.SiteSettings.NeutronSriov;
import dev.gantry.novaconfig.model.settings.SiteSettings.PciPlacement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A site's settings as people write and read them. What is left out has its default. {@code target} is {@code served}, {@code git} or
 * {@code control-host}; {@code forms} are of {@code host}, {@code group}, {@code drop-in}, {@code kayobe}; {@code aliasPlace} is
 * {@code once} or {@code guide}; {@code cardMatch} is {@code address} or {@code product}; {@code pciPlacement} is {@code off},
 * {@code report} or {@code schedule}; {@code neutronSriov} is {@code none} or {@code kolla}.
 */
public record SettingsDocument(
        @Nullable String release,
        @Nullable String target,
        @Nullable List<String> forms,
        @Nullable String aliasPlace,
        @Nullable String cardMatch,
        @Nullable String pciPlacement,
        @Nullable String neutronSriov,
        @Nullable Map<String, String> classes,
        @Nullable Map<String, Integer> maxInstances,
        @Nullable List<AliasText> aliases,
        @Nullable List<String> extraFilters,
        @Nullable FlavorTemplate flavorTemplate,
        @Nullable GitTarget git,
        @Nullable ControlHost control,
        @Nullable CloudAccess openstack,
        @Nullable DrainSettings drain) {

    /** A name for PCI devices: {@code gpu-p100}, {@code 10de}, {@code 15f8}, {@code type-PCI}. */
    public record AliasText(
            String name,
            String vendorId,
            String productId,
            String deviceType,
            @Nullable String resourceClass) {}

    /** Where the credentials are: the path of a clouds.yaml on the service's machine, and the name of a cloud in it. */
    public record CloudAccess(String cloudsFile, String cloud) {}

    /** One refused field: where it stood, what was found, what is possible, what to do. */
    public record BadField(String path, String found, String expected, String fix) {}

    /** Thrown with every refused field at once. */
    public static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final transient List<BadField> fields;

        public Refused(List<BadField> fields) {
            super(fields.toString());
            this.fields = List.copyOf(fields);
        }

        public List<BadField> fields() {
            return fields;
        }
    }

    public static SettingsDocument of(String release) {
        return new SettingsDocument(
                release, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * As {@link #parse}, and the places it names must be complete. What was stored before that was asked is still read.
     *
     * @throws Refused naming every field that is not what it should be
     */
    public SiteSettings accept(NovaRelease usual) {
        List<BadField> bad = new ArrayList<>(TargetValidator.check(git, control, openstack));
        bad.addAll(drainOrDefault().check("drain."));
        try {
            SiteSettings parsed = parse(usual);
            if (bad.isEmpty()) {
                return parsed;
            }
        } catch (Refused e) {
            bad.addAll(e.fields());
        }
        throw new Refused(bad);
    }

    /** @throws Refused naming every field that is not what it should be */
    public SiteSettings parse(NovaRelease usual) {
        Reader in = new Reader();
        NovaRelease wanted = in.take("release", release, usual, NovaRelease::parse);
        in.take("target", target, PublicationTarget.SERVED, PublicationTarget::parse);
        Set<Form> shapes = shapes(in);
        SiteSettings.Pci pci = new SiteSettings.Pci(
                in.choice("aliasPlace", aliasPlace, AliasPlace.class).orElse(AliasPlace.ONCE),
                in.choice("cardMatch", cardMatch, CardMatch.class).orElse(CardMatch.ADDRESS),
                in.choice("pciPlacement", pciPlacement, PciPlacement.class).orElse(PciPlacement.OFF),
                in.choice("neutronSriov", neutronSriov, NeutronSriov.class).orElse(NeutronSriov.NONE));
        List<PciAlias> names = new ArrayList<>();
        for (AliasText a : aliases == null ? List.<AliasText>of() : aliases) {
            in.run("aliases[" + names.size() + "]", a.name(), () -> names.add(alias(a)));
        }
        Map<MdevType, ResourceClass> byType = byType(in);
        Map<MdevType, Integer> most = most(in);
        in.finish();
        return new SiteSettings(
                wanted, shapes, pci, byType, most, names, extraFilters == null ? List.of() : extraFilters);
    }

    private Set<Form> shapes(Reader in) {
        Set<Form> shapes = EnumSet.noneOf(Form.class);
        for (String form : forms == null ? List.<String>of() : forms) {
            in.choice("forms", form, Form.class).ifPresent(shapes::add);
        }
        if (forms == null && target != null && !target.equals(PublicationTarget.SERVED.word())) {
            // In one repository the host form and the group form would both be read and say the same twice.
            shapes.add(Form.HOST);
        }
        return shapes;
    }

    private Map<MdevType, ResourceClass> byType(Reader in) {
        Map<MdevType, ResourceClass> byType = new TreeMap<>();
        (classes == null ? Map.<String, String>of() : classes)
                .forEach((type, cls) ->
                        in.run("classes." + type, cls, () -> byType.put(MdevType.parse(type), new ResourceClass(cls))));
        return byType;
    }

    private Map<MdevType, Integer> most(Reader in) {
        Map<MdevType, Integer> most = new TreeMap<>();
        (maxInstances == null ? Map.<String, Integer>of() : maxInstances)
                .forEach((type, n) -> in.run(
                        "maxInstances." + type, String.valueOf(n), () -> most.put(MdevType.parse(type), positive(n))));
        return most;
    }

    public DrainSettings drainOrDefault() {
        return drain == null ? DrainSettings.DEFAULT : drain;
    }

    public PublicationTarget targetOrDefault() {
        return target == null ? PublicationTarget.SERVED : PublicationTarget.parse(target);
    }

    /** Where revisions go, so that two targets of one kind can be told apart: {@code git ssh://git@git.example.org/kayobe.git main etc/kayobe}. */
    public String place() {
        PublicationTarget kind = targetOrDefault();
        StringBuilder place = new StringBuilder(kind.word());
        if (kind != PublicationTarget.SERVED && git != null) {
            place.append(' ').append(git.url()).append(' ').append(git.branchOrDefault());
            place.append(' ').append(git.folderOrDefault());
        }
        if (kind == PublicationTarget.CONTROL_HOST && control != null) {
            place.append(' ').append(control.user()).append('@').append(control.address());
        }
        return place.toString();
    }

    private static int positive(@Nullable Integer n) {
        if (n == null || n < 1) {
            throw new MalformedValueException("max_instances", String.valueOf(n), "1 or more");
        }
        return n;
    }

    private static PciAlias alias(AliasText a) {
        ResourceClass cls = a.resourceClass() == null ? null : new ResourceClass(a.resourceClass());
        return new PciAlias(a.name(), new PciId(a.vendorId(), a.productId()), DeviceType.parse(a.deviceType()), cls);
    }

    private static final class Reader {
        private final List<BadField> bad = new ArrayList<>();

        <T> T take(String path, @Nullable String text, T usual, java.util.function.Function<String, T> parse) {
            if (text == null) {
                return usual;
            }
            List<T> found = new ArrayList<>();
            run(path, text, () -> found.add(parse.apply(text)));
            return found.isEmpty() ? usual : found.getFirst();
        }

        <E extends Enum<E>> Optional<E> choice(String path, @Nullable String text, Class<E> of) {
            if (text == null) {
                return Optional.empty();
            }
            String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
            Optional<E> found = Arrays.stream(of.getEnumConstants())
                    .filter(e -> e.name().equals(name))
                    .findFirst();
            if (found.isEmpty()) {
                String wanted = Arrays.stream(of.getEnumConstants())
                        .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList()
                        .toString();
                bad.add(new BadField(path, text, "one of " + wanted, "correct the value"));
            }
            return found;
        }

        void run(String path, @Nullable String found, Runnable work) {
            try {
                work.run();
            } catch (MalformedValueException e) {
                bad.add(new BadField(path, e.found(), e.expected(), "correct the value"));
            } catch (NullPointerException e) {
                bad.add(new BadField(path, String.valueOf(found), "every field of it", "add what is missing"));
            }
        }

        void finish() {
            if (!bad.isEmpty()) {
                throw new Refused(bad);
            }
        }
    }
}

package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.flavor.DefinedFlavor;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Flavors that people defined, by name. */
@ApplicationScoped
public class FlavorRepository implements PanacheRepositoryBase<FlavorRow, String> {

    /** In order of name. */
    public List<DefinedFlavor> all() {
        return list("order by name").stream().map(FlavorRow::defined).toList();
    }

    /** Locks it until the transaction ends. */
    public Optional<DefinedFlavor> lock(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE).map(FlavorRow::defined);
    }

    public void store(DefinedFlavor flavor) {
        FlavorRow row = findByIdOptional(flavor.flavor().name()).orElseGet(FlavorRow::new);
        row.set(flavor);
        persist(row);
    }

    public void remove(String name) {
        deleteById(name);
    }
}

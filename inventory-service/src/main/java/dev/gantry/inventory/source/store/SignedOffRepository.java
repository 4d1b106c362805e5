package dev.gantry.inventory.source.store;

import dev.gantry.inventory.source.model.SignedOff;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Hosts whose next plan a sign-off approves. */
@ApplicationScoped
public class SignedOffRepository implements PanacheRepositoryBase<SignedOffRow, String> {

    public List<SignedOff> of(String source) {
        return list("source = ?1 order by host", source).stream()
                .map(row -> new SignedOff(row.host, row.source, row.specVersion, row.who, row.why, row.at))
                .toList();
    }

    public void store(SignedOff signed) {
        SignedOffRow row = findByIdOptional(signed.host()).orElseGet(SignedOffRow::new);
        row.host = signed.host();
        row.source = signed.source();
        row.specVersion = signed.specVersion();
        row.who = signed.who();
        row.why = signed.why();
        row.at = signed.at();
        persist(row);
    }

    public void remove(String host) {
        deleteById(host);
    }

    public void removeAll(String source) {
        delete("source", source);
    }
}

package dev.gantry.inventory.source.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceSpec;
import dev.gantry.inventory.source.model.SourceStatus;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Sources by name. */
@ApplicationScoped
public class SourceRepository implements PanacheRepositoryBase<SourceRow, String> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    public List<Source> all() {
        return listAll(Sort.by("name")).stream().map(SourceRepository::source).toList();
    }

    public Optional<Source> read(String name) {
        return findByIdOptional(name).map(SourceRepository::source);
    }

    /** Locks it until the transaction ends. */
    public Optional<Source> lock(String name) {
        return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE).map(SourceRepository::source);
    }

    public void store(Source source) {
        SourceRow row = findByIdOptional(source.name()).orElseGet(SourceRow::new);
        row.name = source.name();
        row.version = source.version();
        row.spec = write(source.spec());
        row.status = write(source.status());
        persist(row);
    }

    public void remove(String name) {
        deleteById(name);
    }

    private static Source source(SourceRow row) {
        try {
            return new Source(
                    row.name,
                    row.version,
                    JSON.readValue(row.spec, SourceSpec.class),
                    JSON.readValue(row.status, SourceStatus.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source cannot be read", e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source cannot be written", e);
        }
    }
}

package dev.gantry.kit.openapi;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** A form of files, whatever their names, in place of the classes by which the framework reads it. */
final class FormDocumentation {

    private static final String FORM = "multipart/form-data";
    /** What the framework tells of its own classes. */
    private static final List<String> LEAKED = List.of(
            "MultipartFormDataInput",
            "FormValue",
            "FileItem",
            "FileSystem",
            "FileStore",
            "Path",
            "UserPrincipalLookupService",
            "MultivaluedMapStringString");

    private FormDocumentation() {}

    static void plain(OpenAPI document) {
        List<MediaType> forms = document.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(FormDocumentation::forms)
                .filter(form -> String.valueOf(form.getSchema().getRef()).endsWith("/MultipartFormDataInput"))
                .toList();
        if (!forms.isEmpty()) {
            forms.forEach(form -> form.setSchema(files()));
            LEAKED.forEach(document.getComponents()::removeSchema);
        }
    }

    private static Stream<MediaType> forms(RequestBody body) {
        return Stream.ofNullable(body.getContent())
                .map(content -> content.getMediaTypes().get(FORM))
                .filter(Objects::nonNull);
    }

    // Generators cannot make a form of parts with any name: the one name that they can write stands for all.
    private static Schema files() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("A part for each file. Its file name is the file's path; where it has none, its name is")
                .addProperty(
                        "file",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .items(OASFactory.createSchema()
                                        .addType(SchemaType.STRING)
                                        .format("binary")));
    }
}

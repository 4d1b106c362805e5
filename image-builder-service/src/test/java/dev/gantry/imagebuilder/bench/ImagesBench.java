package dev.gantry.imagebuilder.bench;

import dev.gantry.imagebuilder.file.HashedFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what a running image-builder costs, one JSON line a figure. Arguments: its address, its token file, its process id, and the
 * number of runs (default 3). A machine without disk-image-create has no build to be answered from memory: that figure is then left out and said so.
 */
public final class ImagesBench {

    private static final long GIB = 1L << 30;
    // 2026-08-14 19:40:01.123 | dib-run-parts Running /tmp/dib_build.x/hooks/root.d/08-debootstrap
    private static final Pattern STAMP =
            Pattern.compile("(?m)^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+) \\| ");

    private static final Pattern ENDED = Pattern.compile("\"state\":\"(PUBLISHED|SUCCEEDED|FAILED|CANCELLED)\"");
    private static final Pattern AFTER_DIB = Pattern.compile("\"phase\":\"(verify|publish)\"|" + ENDED);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String url;
    private final String token;
    private final long pid;
    private final int runs;

    private ImagesBench(String url, String token, long pid, int runs) {
        this.url = url;
        this.token = token;
        this.pid = pid;
        this.runs = runs;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        String token = Files.readString(Path.of(args[1])).strip();
        int runs = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        new ImagesBench(args[0], token, Long.parseLong(args[2]), runs).run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gantry-bench");
        Path zip = folder.resolve("bundle.zip");
        try {
            LargeBundle.write(zip, GIB, System.nanoTime());
            print("bundle_hash_ratio", "x", hashRatios(zip));
            List<Double> growth = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                LargeBundle.write(zip, GIB, System.nanoTime());
                growth.add(growthOfUpload(zip, i));
            }
            print("bundle_1gib_rss_growth_mib", "MiB", growth);
            cachedBuilds();
        } finally {
            Files.deleteIfExists(zip);
            Files.delete(folder);
        }
    }

    private List<Double> hashRatios(Path zip) throws IOException, InterruptedException {
        List<Double> ratios = new ArrayList<>();
        HashedFile.hash(zip);
        for (int i = 0; i < runs; i++) {
            long begun = System.nanoTime();
            HashedFile.hash(zip);
            double ours = System.nanoTime() - begun;
            begun = System.nanoTime();
            Process tool = new ProcessBuilder("sha256sum", zip.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (tool.waitFor() == 0) {
                ratios.add(ours / (System.nanoTime() - begun));
            }
        }
        return ratios;
    }

    /** The highest resident size while the bundle is taken in and published, over the one before, in MiB. */
    private double growthOfUpload(Path zip, int run) throws IOException, InterruptedException {
        String name = "NVIDIA-GRID-Linux-KVM-525.%1$d.14-525.%1$d.17-528.89.zip"
                .formatted(1 + (System.currentTimeMillis() / 1000 + run) % 9998);
        double before = residentMib();
        AtomicBoolean isDone = new AtomicBoolean();
        double[] highest = {before};
        Thread watch = Thread.ofPlatform().daemon().start(() -> {
            while (!isDone.get()) {
                highest[0] = Math.max(highest[0], residentMib());
                java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        });
        HttpResponse<String> answer = send(
                "POST",
                "/v1/driver-bundles",
                BodyPublishers.ofFile(zip),
                "application/octet-stream",
                "X-File-Name",
                name);
        expect(answer, 202);
        String end = awaitEnd("/v1/driver-bundles/" + name, Duration.ofMillis(200));
        if (!end.contains("\"state\":\"PUBLISHED\"")) {
            throw new IllegalStateException("the bundle was not published: " + end);
        }
        isDone.set(true);
        watch.join();
        return highest[0] - before;
    }

    private void cachedBuilds() throws IOException, InterruptedException {
        String image = "bench-cached";
        String definition = """
            {"elements": ["debian-minimal"], "type": "tar",
             "env": {"DIB_RELEASE": "bookworm", "DIB_APT_LOCAL_CACHE": "0",
                     "DIB_APT_SOURCES_CONF": "default:deb http://deb.debian.org/debian bookworm main"}}\
            """;
        HttpResponse<String> defined = send(
                "PUT", "/v1/images/" + image, BodyPublishers.ofString(definition), "application/json", "If-Match", "*");
        if (defined.statusCode() != 200 && defined.statusCode() != 201) {
            expect(defined, 201);
        }
        HttpResponse<String> asked = build(image);
        if (asked.statusCode() == 503) {
            System.out.println("# cached_build_ms left out: " + asked.body());
            return;
        }
        if (asked.statusCode() != 200) {
            expect(asked, 202);
            URI place = URI.create(asked.headers().firstValue("Location").orElseThrow());
            await(place.getPath(), AFTER_DIB, Duration.ofMillis(100));
            Instant made = Instant.now();
            String end = awaitEnd(place.getPath(), Duration.ofMillis(100));
            if (!end.contains("\"state\":\"SUCCEEDED\"")) {
                System.out.println("# cached_build_ms left out, this machine builds no image: " + end);
                return;
            }
            ownTime(place.getPath(), end, made);
        }
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 20 * runs; i++) {
            long begun = System.nanoTime();
            expect(build(image), 200);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        print("cached_build_ms", "ms", millis);
    }

    /** What a build takes besides disk-image-create, whose first line tells when it began: preparing, then hashing the image, looking into it and keeping it. */
    private void ownTime(String build, String told, Instant made) throws IOException, InterruptedException {
        String log = send("GET", build + "/log", BodyPublishers.noBody(), "text/plain", "Accept", "text/plain")
                .body();
        Matcher first = STAMP.matcher(log);
        if (!first.find()) {
            throw new IllegalStateException("no line of disk-image-create in the log of " + build);
        }
        Instant begun = LocalDateTime.parse(first.group(1).replace(' ', 'T'))
                .atZone(ZoneId.systemDefault())
                .toInstant();
        double command = seconds(Duration.between(begun, made));
        double whole = seconds(Duration.between(time(told, "startedAt"), time(told, "endedAt")));
        print("build_dib_s", "s", List.of(command));
        print("build_service_s", "s", List.of(whole - command));
    }

    private static Instant time(String told, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]+)\"").matcher(told);
        if (!found.find()) {
            throw new IllegalStateException("no " + field + " in " + told);
        }
        return Instant.parse(found.group(1));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What is there once it is published, built, or will be neither. */
    private String awaitEnd(String path, Duration every) throws IOException, InterruptedException {
        return await(path, ENDED, every);
    }

    private String await(String path, Pattern expected, Duration every) throws IOException, InterruptedException {
        String seen = "";
        while (!expected.matcher(seen).find()) {
            java.util.concurrent.locks.LockSupport.parkNanos(every.toNanos());
            HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody(), "application/json");
            expect(answer, 200);
            seen = answer.body();
        }
        return seen;
    }

    private HttpResponse<String> build(String image) throws IOException, InterruptedException {
        return send("POST", "/v1/images/" + image + "/builds", BodyPublishers.noBody(), "application/json");
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String type, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    "%s answered %d, not %d: %s".formatted(answer.uri(), answer.statusCode(), status, answer.body()));
        }
    }

    /** {@code VmRSS:   215040 kB} */
    private double residentMib() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new IllegalStateException("process " + pid + " cannot be looked at", e);
        }
    }

    private static void print(String name, String unit, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        System.out.printf(
                java.util.Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\",\"n\":%d,\"median\":%.2f,\"min\":%.2f,\"max\":%.2f}%n",
                name,
                median,
                unit,
                sorted.size(),
                median,
                sorted.getFirst(),
                sorted.getLast());
    }
}

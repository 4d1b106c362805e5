# What every service's image stands on: a small Debian, a Java runtime with only the modules that services use, a user without rights.
# JDK_IMAGE gives the runtime its parts and is in no image; both may be any image with the same paths, also one of a site's own registry.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG BASE_IMAGE=docker.io/library/debian:trixie-slim

FROM ${JDK_IMAGE} AS jdk
ARG JAVA_MODULES=java.se,jdk.unsupported,jdk.crypto.cryptoki,jdk.zipfs,jdk.jartool,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.jfr,jdk.jcmd
RUN "$(dirname "$(readlink -f "$(command -v jlink)")")/jlink" --add-modules "$JAVA_MODULES" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 --output /runtime

FROM ${BASE_IMAGE}
# ca-certificates bring openssl, openssh-client brings ssh-keygen: the first start of a site makes its keys with them.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates openssl openssh-client \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/* \
 && groupadd --system --gid 10001 gantry \
 && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/gantry --shell /usr/sbin/nologin gantry \
 && mkdir -p /app /var/lib/gantry \
 && chown gantry:gantry /var/lib/gantry \
 && chmod 0700 /var/lib/gantry
COPY --from=jdk /runtime /opt/java
COPY healthcheck prepare jvm.options /opt/gantry/
RUN chmod 0755 /opt/gantry/healthcheck /opt/gantry/prepare && chmod 0644 /opt/gantry/jvm.options
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8

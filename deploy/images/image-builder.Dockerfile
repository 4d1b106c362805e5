# image-builder with diskimage-builder and what its elements call. Without further rights the service keeps bundles, tokens and images;
# to build images the container needs loop devices and mounts: see docs/deployment.md, "What image builds need".
ARG RUNTIME_IMAGE
FROM ${RUNTIME_IMAGE}
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      python3-diskimage-builder qemu-utils gdisk kpartx dosfstools e2fsprogs xfsprogs debootstrap dnf git curl sudo squashfs-tools tini unzip util-linux fdisk \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/*
ARG SERVICE
ARG PORT
COPY lib /app/lib
COPY quarkus /app/quarkus
COPY app /app/app
COPY sbom.json /app/
ARG AOT=yes
RUN AOT="$AOT" /opt/gantry/prepare
ARG VERSION=0
ARG REVISION=unknown
ARG CREATED=2026-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Gantry ${SERVICE}" \
      org.opencontainers.image.description="From bare GPU hypervisor to bookable OpenStack flavor: ${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Gantry" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
ENV GANTRY_PORT=${PORT} QUARKUS_HTTP_PORT=${PORT} GANTRY_HTTP_HOST=0.0.0.0 GANTRY_DATA_DIR=/var/lib/gantry GANTRY_LOG_JSON=true
USER 10001:10001
WORKDIR /var/lib/gantry
VOLUME /var/lib/gantry
EXPOSE ${PORT}
HEALTHCHECK --interval=5s --timeout=6s --start-period=120s --retries=3 CMD ["/opt/gantry/healthcheck"]
# tini ends what a build leaves behind.
ENTRYPOINT ["/usr/bin/tini", "--", "java", "@/app/run", "dev.gantry.kit.start.ServiceMain"]

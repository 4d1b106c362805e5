# One service. The context is the folder that ./gantry images makes: what Maven built, parted by how often it changes.
ARG RUNTIME_IMAGE
FROM ${RUNTIME_IMAGE}
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
ENTRYPOINT ["java", "@/app/run", "dev.gantry.kit.start.ServiceMain"]

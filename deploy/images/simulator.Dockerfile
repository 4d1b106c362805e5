# A GPU host that is simulated: files, tools and an SSH server as of a real one, for trying and testing the suite without a GPU.
ARG RUNTIME_IMAGE
FROM ${RUNTIME_IMAGE}
# For the demo of docker-compose.yml.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/*
COPY lib /app/lib
COPY host /opt/gantry/host
RUN chmod 0755 /opt/gantry/host
ARG VERSION=0
ARG REVISION=unknown
ARG CREATED=2026-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Gantry simulated GPU host" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Gantry" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
USER 10001:10001
WORKDIR /var/lib/gantry
VOLUME /var/lib/gantry
EXPOSE 2222
# A host that reboots is unhealthy for that time, as it should be. What it answers first is SSH-2.0-...
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/2222 && read -t 4 -r banner <&3 && [[ $banner == SSH-2.0* ]]"]
ENTRYPOINT ["/opt/gantry/host"]

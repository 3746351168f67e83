# The service as a container: docker build -t hitless .
# Built on a JDK, run on a JRE; no embedded database in it (SPRING_DATASOURCE_URL is required). docs/install.md says how it is used.

FROM eclipse-temurin:25-jdk AS build
# (Slim bases lack the folder for manuals that the package of Maven's own Java wants.)
RUN mkdir -p /usr/share/man/man1 \
 && apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN mvn -q -B -ntp -Dimage -DskipTests -Dspotless.check.skip -pl orchestrator-api -am package
RUN java -Djarmode=tools -jar orchestrator-api/target/orchestrator-api-*-boot.jar extract \
      --layers --destination /layers --application-filename hitless.jar \
 && mkdir -p /layers/sbom \
 && cp orchestrator-api/target/classes/META-INF/sbom/application.cdx.json /layers/sbom/

# What runs. The layers that change seldom come first.
FROM eclipse-temurin:25-jre AS service
RUN groupadd --gid 10001 hitless \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin hitless \
 && mkdir /data && chown 10001:10001 /data
WORKDIR /app
COPY docker/healthcheck docker/jvm.options ./
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
COPY --from=build /layers/sbom/ ./sbom/

# Lives through a few upgrades, so that the JVM knows the classes and the hot code beforehand.
FROM service AS training
COPY --from=build /build/orchestrator-api/target/training/ /training/
COPY docker/train /training/
USER 10001
RUN /training/train /tmp/hitless.aot

FROM service
COPY --from=training --chown=0:0 /tmp/hitless.aot ./
LABEL org.opencontainers.image.title="Hitless" \
      org.opencontainers.image.description="Upgrades fleets of Cisco Catalyst switches without dropping traffic" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV HITLESS_DATA_DIR=/data
USER 10001:10001
# Uploaded images. /tmp must be writable too; nothing else is written to.
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 CMD ["/app/healthcheck"]
# SIGTERM begins the drain: at most 25 s until turns have ended, so give it 35 (docs/install.md).
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/hitless.aot", "-jar", "/app/hitless.jar"]

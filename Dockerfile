# syntax=docker/dockerfile:1
# PEFTBoard, server and worker in one image:
#   docker build -t peftboard .                                    for the CPU
#   docker build -t peftboard:cuda --build-arg ENGINE=cuda .       for CUDA 12.8; the engine's libraries then come from DJL's own host
# What it runs as is said by its first argument: server, worker, or nothing for both in one process.

ARG ENGINE=cpu
ARG JAVA=25
ARG CUDA_IMAGE=nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04

FROM eclipse-temurin:${JAVA}-jdk-noble AS build
WORKDIR /build
# The wrapper fetches Maven as a zip file.
RUN apt-get update && apt-get install --yes --no-install-recommends unzip && rm -rf /var/lib/apt/lists/*
# First what the dependencies are read from, so that a change of source does not fetch them again.
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY evaluator/pom.xml evaluator/pom.xml
COPY src/pom.xml src/pom.xml
COPY evaluator/src/main evaluator/src/main
COPY src/main src/main
COPY frontend frontend
COPY seed-results seed-results
RUN --mount=type=cache,target=/root/.m2 \
  ./mvnw --batch-mode --no-transfer-progress package -Dmaven.test.skip=true
ARG ENGINE
# While the CPU's libraries are there, the engine takes them, whatever PYTORCH_FLAVOR says.
RUN java -Djarmode=tools -jar target/peftboard.jar extract --layers --destination extracted \
  && if [ "$ENGINE" = cuda ]; then rm extracted/dependencies/lib/pytorch-native-cpu-*.jar; fi

FROM eclipse-temurin:${JAVA}-jre-noble AS cpu

FROM ${CUDA_IMAGE} AS cuda
# which of the engine's builds is loaded; nothing but the CPU's is on Maven Central, so the first start of the engine below fetches it
ENV PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:$PATH LANG=C.UTF-8
COPY --from=cpu /opt/java/openjdk /opt/java/openjdk

FROM ${ENGINE} AS run
# The engine's native code is threaded with OpenMP.
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 tini && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 peftboard && useradd --uid 10001 --gid peftboard --home-dir /engine --no-create-home --shell /usr/sbin/nologin peftboard \
  && mkdir -p /app /data /engine && chown peftboard:peftboard /data /engine
WORKDIR /app
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY --from=build /build/extracted/application/ ./
USER 10001:10001
# All native libraries (engine, tokenizers) and the model that ships are unpacked here once, by an evaluation: what runs later may write nothing here.
ENV DJL_CACHE_DIR=/engine PEFTBOARD_DATAFOLDER=/data
RUN echo '{"version":2,"baseModel":"mini-llama","method":{"id":"none","settings":{}},"tasks":["mini-verdict"],"protocol":"mini-quick.1","seeds":[0],"device":"cpu"}' \
  > /tmp/request.json \
  && java -Dpeftboard.cache=/engine/peftboard -cp peftboard.jar org.peftboard.evaluator.Main evaluate --request /tmp/request.json --out /tmp/evaluation \
  && rm -r /tmp/request.json /tmp/evaluation
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=10s --start-period=90s --retries=3 \
  CMD ["java", "-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "peftboard.jar", "org.peftboard.HealthProbe"]
# tini passes signals on and buries what an evaluator leaves behind.
ENTRYPOINT ["tini", "--", "java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", \
  "-jar", "peftboard.jar"]

# syntax=docker/dockerfile:1

# npm finds every workspace by its manifest; the lock file is the same for all stages.
FROM node:22-bookworm-slim AS manifests
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY exporter/package.json exporter/
COPY packages/ipmi-js/package.json packages/ipmi-js/
COPY grafana-app/package.json grafana-app/
COPY grafana-app/host/package.json grafana-app/host/

FROM manifests AS build
RUN npm ci --no-audit --no-fund --workspace=exporter --include-workspace-root=false
COPY scripts scripts
COPY docs/reference docs/reference
COPY packages packages
COPY exporter exporter
RUN node --input-type=module -e "await (await import('/src/scripts/steps/build-exporter.mjs')).buildExporter('/src')"

FROM manifests AS dependencies
RUN npm ci --no-audit --no-fund --omit=dev --workspace=exporter --include-workspace-root=false

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /var/lib/fathom --shell /usr/sbin/nologin fathom \
  && install -d -o fathom -g fathom -m 0750 /var/lib/fathom \
  && ln -s /opt/fathom/exporter/bin/fathom.mjs /usr/local/bin/fathom
WORKDIR /opt/fathom
COPY --from=dependencies /src/node_modules node_modules
COPY exporter/package.json exporter/
COPY exporter/bin exporter/bin
COPY --from=build /src/exporter/dist exporter/dist
COPY LICENSE ./
USER fathom
WORKDIR /var/lib/fathom
ENV NODE_ENV=production FATHOM_DATA_DIR=/var/lib/fathom
VOLUME /var/lib/fathom
EXPOSE 9797
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["fathom", "healthcheck"]
# -s: with the host's process ids, tini is not process 1 and reaps as a subreaper.
ENTRYPOINT ["tini", "-s", "--", "fathom"]
CMD ["serve"]

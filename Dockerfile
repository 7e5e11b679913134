# One image for worker and gateway (target `tempocat`), and one for the demo's example company (target `sandbox`).
# The version is the one that everything is tested with (.node-version).
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM build AS sandbox
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
USER node
ENV HOME=/tmp
ENTRYPOINT ["node", "dist/sandbox/demo.js"]

FROM build AS production
RUN npm prune --omit=dev
RUN rm -rf dist/sandbox dist/test dist/bench

FROM node:${NODE_VERSION}-bookworm-slim AS tempocat
WORKDIR /app
# A worker with 2,000 deploys that wait took 35 MB less with two of malloc's arenas than with one for each thread.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
COPY --from=production /app/package.json ./
COPY --from=production /app/node_modules ./node_modules
COPY --from=production /app/dist ./dist
# The image's own user 1000, as a number so that Kubernetes can see that it is not root.
USER 1000:1000
# worker: dist/worker/main.js; gateway: dist/slack-gateway/main.js
ENTRYPOINT ["node"]
CMD ["dist/worker/main.js"]

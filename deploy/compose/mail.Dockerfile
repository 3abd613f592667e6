# Catches all mail, and shows it: SMTP on 1025, a page on 8025. For trying out; nothing is kept over a restart.
FROM node:24-bookworm-slim
COPY deploy/compose/ca /ca
ENV NODE_EXTRA_CA_CERTS=/ca/extra.crt
RUN npm install --global --ignore-scripts --loglevel=error maildev@2.2.1
USER 1000:1000
CMD ["maildev", "--smtp", "1025", "--web", "8025"]

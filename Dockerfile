# The service: no torch, no compiler, nobody's root. Every RUN below is also run by .ci/image,
# which needs no Docker engine; keep to the instructions it knows (it says which).
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY summarizer summarizer
COPY service service
COPY eval eval
RUN python -m venv /opt/jianbao
RUN /opt/jianbao/bin/pip install --disable-pip-version-check --no-compile -c constraints.txt ".[postgres]"
# The graphs are built from the weights here, once: a start reads them in a second.
RUN JIANBAO_CACHE=/opt/jianbao/cache /opt/jianbao/bin/python -c "from summarizer.seq2seq.load import load; load()"
RUN /opt/jianbao/bin/python -m compileall -q /opt/jianbao/lib

FROM python:3.11-slim
COPY --from=build /opt/jianbao /opt/jianbao
RUN useradd --system --uid 10001 --no-create-home jianbao
RUN install -d -o 10001 -g 10001 -m 700 /var/lib/jianbao
ENV PATH=/opt/jianbao/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    JIANBAO_CACHE=/opt/jianbao/cache \
    JIANBAO_DATABASE_URL=sqlite:////var/lib/jianbao/jianbao.sqlite \
    JIANBAO_HOST=0.0.0.0 \
    JIANBAO_PORT=8765
WORKDIR /var/lib/jianbao
USER 10001
VOLUME /var/lib/jianbao
EXPOSE 8765
HEALTHCHECK --interval=15s --timeout=4s --start-period=60s --retries=3 \
    CMD python -c "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['JIANBAO_PORT'] + '/readyz', timeout=3)"
CMD ["jianbao", "serve"]

FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock pyproject.toml README.md ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY corpus corpus
COPY ingest ingest
COPY search search
COPY api api
RUN pip install --no-cache-dir --no-build-isolation --no-deps . \
 && useradd --create-home traluat && mkdir /data && chown traluat /data
USER traluat
ENV TRALUAT_HOME=/data TRALUAT_PORT=8000
EXPOSE 8000
CMD ["traluat", "serve", "--host", "0.0.0.0"]

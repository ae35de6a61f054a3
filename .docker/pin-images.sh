#!/bin/sh
# Prints a line for .env for each image that compose.yaml and the Dockerfiles name: its version, and the digest that its
# registry has for it now. From then on nothing but these very images is started: sh .docker/pin-images.sh >> .env
set -eu
cd "$(dirname "$0")/.."

sed -nE 's/.*(\$\{|ARG )([A-Z_]+_IMAGE)(:-|=)([^}]+).*/\2 \4/p' compose.yaml Dockerfile .docker/*Dockerfile | sort -u |
while read -r name image; do
    digest=$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}' </dev/null)
    echo "$name=$image@$digest"
done

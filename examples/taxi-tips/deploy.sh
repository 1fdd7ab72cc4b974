#!/bin/sh
# Puts a version of the model where serve.py finds it. Run again, it does the same again.
# RELEASES and SERVICE_URL come from the environment of the job; the rest is Assay's.
set -eu
next="$RELEASES/$ASSAY_VERSION"
mkdir -p "$next"
cp -R "$ASSAY_MODEL/." "$next"
echo "$ASSAY_VERSION" > "$RELEASES/current.next"
mv "$RELEASES/current.next" "$RELEASES/current"
echo "URL=$SERVICE_URL" >> "$ASSAY_OUTPUT"

#!/bin/sh
# What DVC 3.67.1 says of the data of dvc-digest.test.ts: run in an empty folder, with git and dvc on the PATH.
set -e
git init -q . && dvc init -q
mkdir -p data/sub data/ü
printf 'x,y\n1,2\n' > data/a.csv
printf 'b\r\n' > data/sub/b.txt
printf 'c' > 'data/ü/c d".txt'
printf 'z' > data/Z
printf 's' > data/sub.txt
printf '' > data/empty
printf '\360\237\230\200' > 'data/😀.bin'
printf 'p' > 'data/ｆ'
printf 'one\n' > one.csv
dvc add -q data one.csv
cat data.dvc one.csv.dvc

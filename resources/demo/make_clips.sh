#!/bin/sh
# Make the demo's clips anew (needs ffmpeg; 5.1.9 gives the committed bytes on x86-64).
set -eu
cd "$(dirname "$0")"
quiet="-hide_banner -loglevel error -y"
plain="-t 10 -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"
look="s=640x360:d=10:n=4"

ffmpeg $quiet \
    -f lavfi -i "gradients=$look:r=25:speed=0.02:type=linear:c0=0x0b132b:c1=0x3a506b:c2=0xf4a259:c3=0x5bc0be:seed=7" \
    -f lavfi -i "sine=f=220:d=10,volume=0.25" \
    $plain -c:v libx264 -crf 30 -preset veryslow -threads 1 -pix_fmt yuv420p -g 50 \
    -c:a aac -b:a 24k -ac 1 -movflags +faststart aurora.mp4
ffmpeg $quiet \
    -f lavfi -i "gradients=$look:r=24:speed=0.015:type=spiral:c0=0x2d0b2b:c1=0xa23b72:c2=0xf18f01:c3=0x2e86ab:seed=11" \
    -f lavfi -i "sine=f=330:d=10,volume=0.25" \
    $plain -c:v libvpx-vp9 -crf 48 -b:v 0 -g 48 -cpu-used 1 -threads 1 -pix_fmt yuv420p \
    -c:a libopus -b:a 16k -ac 1 spiral.webm
ffmpeg $quiet \
    -f lavfi -i "gradients=$look:r=24:speed=0.02:type=radial:c0=0x081c15:c1=0x2d6a4f:c2=0xb7e4c7:c3=0xffd166:seed=5" \
    -f lavfi -i "sine=f=165:d=10,volume=0.25" \
    $plain -c:v libx264 -crf 30 -preset veryslow -threads 1 -pix_fmt yuv420p -g 48 \
    -c:a aac -b:a 24k -ac 1 tide.mov

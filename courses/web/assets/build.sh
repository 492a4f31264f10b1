#!/bin/sh
# Builds the stylesheet and collects scripts and certificate fonts; run from the root of the repository, after npm ci.
set -eu

static=courses/static/courses
fonts=build/fonts
assets=courses/web/assets
modules=node_modules

if [ ! -x "$modules/.bin/sass" ]; then
  echo "Run 'npm ci --ignore-scripts' first: $modules/.bin/sass is missing." >&2
  exit 1
fi

mkdir -p "$static" "$fonts"

"$modules/.bin/sass" --load-path="$modules" --style=compressed --no-source-map --no-error-css \
  "$assets/site.scss" "$static/site.css"
cp "$assets/favicon.svg" "$static/"

# Comments are for whoever reads the source: without them every page weighs less.
for script in site exit lesson progress sheet time; do
  sed '/^ *\/\/ /d' "$assets/$script.js" > "$static/$script.js"
done

# The last line of the library names a source map that we do not serve.
sed 's|//# sourceMappingURL=.*$||' "$modules/govuk-frontend/dist/govuk/govuk-frontend.min.js" \
  > "$static/govuk-frontend.min.js"

for family in noto-sans noto-sans-arabic noto-sans-hebrew noto-sans-devanagari noto-sans-gurmukhi noto-sans-bengali; do
  cp "$modules/@expo-google-fonts/$family/400Regular/"*_400Regular.ttf \
    "$modules/@expo-google-fonts/$family/700Bold/"*_700Bold.ttf "$fonts/"
done

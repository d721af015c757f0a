// Writes Fluent 2's design tokens of Teams as CSS custom properties: light, dark, and whichever the system asks for.
const { teamsDarkTheme, teamsLightTheme } = require("@fluentui/tokens");

function block(selector, scheme, theme) {
  const lines = Object.entries(theme).map(([name, value]) => `  --${name}: ${value};`);
  return [`${selector} {`, `  color-scheme: ${scheme};`, ...lines, "}"].join("\n");
}

process.stdout.write(
  [
    block(":root", "light", teamsLightTheme),
    "@media (prefers-color-scheme: dark) {",
    block(":root:not([data-theme=light])", "dark", teamsDarkTheme),
    "}",
    block(":root[data-theme=dark]", "dark", teamsDarkTheme),
    "",
  ].join("\n"),
);

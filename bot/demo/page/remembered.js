// Runs before the first paint: the theme that was chosen last time, so that nothing flashes.
{
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}

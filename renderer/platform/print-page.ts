/** Opens the print dialog for the page as it is, always light: paper is white, whatever the theme. */
export async function printPage(): Promise<void> {
  const { classList } = document.documentElement;
  const isDark = classList.contains('dark');
  classList.remove('dark');
  // Charts are canvases: they are drawn anew in the frames that follow.
  for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
  window.print();
  classList.toggle('dark', isDark);
}

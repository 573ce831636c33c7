/** Light or dark as the reader's system is, and light on paper. */
export function followTheme(): void {
  const put = (theme: string) => {
    document.documentElement.dataset.theme = theme;
  };
  const light = matchMedia('(prefers-color-scheme: light)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const follow = () => put(contrast.matches ? 'contrast' : light.matches ? 'light' : 'dark');
  for (const query of [light, contrast]) query.addEventListener('change', follow);
  addEventListener('beforeprint', () => put('light'));
  addEventListener('afterprint', follow);
  follow();
}

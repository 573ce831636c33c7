const LIGHT = '(prefers-color-scheme: light)';
const CONTRAST = '(prefers-contrast: more)';

/** Light or dark as the reader's system is, and light on paper. */
export function followTheme(): void {
  const put = (theme: string) => {
    document.documentElement.dataset.theme = theme;
  };
  const follow = () =>
    put(matchMedia(CONTRAST).matches ? 'contrast' : matchMedia(LIGHT).matches ? 'light' : 'dark');
  for (const query of [LIGHT, CONTRAST]) matchMedia(query).addEventListener('change', follow);
  addEventListener('beforeprint', () => put('light'));
  addEventListener('afterprint', follow);
  follow();
}

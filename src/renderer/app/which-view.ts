/** What a window shows: the screens, or the wall board alone, as its address says behind `?` or `#`. */
export function viewOf({ search, hash }: Pick<Location, 'search' | 'hash'>): 'screens' | 'wall' {
  const asked = [search, hash].map((part) => new URLSearchParams(part.slice(1)).get('view'));
  return asked.includes('wall') ? 'wall' : 'screens';
}

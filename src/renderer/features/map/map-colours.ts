import type { MapColours } from './gl-style.ts';

/** The colours of the map as the theme has them now. */
export function mapColours(): MapColours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--map-${name}`).trim();
  return {
    ground: of('ground'),
    water: of('water'),
    edge: of('edge'),
    road: of('road'),
    building: of('building'),
    green: of('green'),
  };
}

/** Whether this screen can draw with WebGL 2: asked for really, since a flag or a driver may refuse. */
export function hasWebgl(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false; // some browsers throw where the context is forbidden
  }
}

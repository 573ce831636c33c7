import type { Page } from 'playwright-core';

type Shift = { readonly value: number; readonly moved: readonly string[] };

/** Notes everything that the page moves by itself from now on: a shift that no key or click has asked for. */
export const watchShifts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shifts: Shift[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // Safe: entries of this type have these fields, which the types of the page do not know.
        const { hadRecentInput, value, sources } = entry as unknown as {
          readonly hadRecentInput: boolean;
          readonly value: number;
          readonly sources: readonly { readonly node: Node | null }[];
        };
        const nodes = sources.map(({ node }) =>
          node instanceof Element ? node : (node?.parentElement ?? null),
        );
        // What ticks moves with its own length; what floats above the page has its own test.
        const isFixed = (node: Element | null) =>
          node != null && node.closest('time, [data-floating]') === null;
        if (hadRecentInput || !nodes.some(isFixed)) continue;
        shifts.push({
          value,
          moved: nodes.map((node) => `${node?.className} ${node?.textContent?.slice(0, 80)}`),
        });
      }
    }).observe({ type: 'layout-shift', buffered: false });
    Object.assign(globalThis, { vigilShifts: shifts });
  });

/** What has moved since `watchShifts`. */
export const shiftsOf = (page: Page): Promise<readonly Shift[]> =>
  // Safe: set by watchShifts, in this page.
  page.evaluate(() => (globalThis as unknown as { vigilShifts: Shift[] }).vigilShifts);

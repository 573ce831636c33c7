import { LARGEST_PLAN, PLAN_MEDIA } from '#contract/map.ts';
import { toBase64 } from '#renderer/ui/base64.ts';
import { SITE_PLAN } from '#renderer/words/map.ts';

/** A drawing as a person chose it. */
export type PlanFile = {
  readonly name: string;
  readonly media_type: (typeof PLAN_MEDIA)[number];
  readonly base64: string;
};
export type ReadPlan = { readonly file: PlanFile } | { readonly problem: string };

/** Reads a chosen image. What it cannot be is said at once; whether it truly is what it says, the engine looks. */
export async function readPlan(file: File): Promise<ReadPlan> {
  const media_type = PLAN_MEDIA.find((type) => type === file.type);
  if (media_type === undefined) return { problem: SITE_PLAN.wrongKind };
  if (file.size > LARGEST_PLAN) return { problem: SITE_PLAN.tooLarge };
  try {
    return {
      file: { name: file.name, media_type, base64: toBase64(new Uint8Array(await file.arrayBuffer())) },
    };
  } catch {
    return { problem: SITE_PLAN.unreadable }; // it was moved or is locked
  }
}

/** Degrees as a person writes them, `12.9716` or `12,9716`; null for anything else or beyond the limit. */
export function readDegrees(text: string, limit: number): number | null {
  const wanted = text.trim().replace(',', '.');
  if (!/^[+-]?\d+(\.\d+)?$/.test(wanted)) return null;
  const value = Number(wanted);
  return Math.abs(value) <= limit ? value : null;
}

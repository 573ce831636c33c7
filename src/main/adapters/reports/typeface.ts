import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

export type Weight = 400 | 600;
/** Text of one size (points) and weight in lines of at most `width` points. */
export type Type = { readonly size: number; readonly weight: Weight; readonly width: number };
/** A stretch of text of which one font has all the letters. `font` is its name in the document; width in points. */
export type Run = { readonly font: string; readonly text: string; readonly width: number };
export type Line = readonly Run[];

/** Every alphabet that the product's typeface has, the most common first. */
const ALPHABETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];
/** Stands for a letter that no font has. */
const UNKNOWN = '?';

type Face = { readonly name: string; readonly file: Buffer; readonly font: fontkit.Font };
/** A letter as it is set: by which font, as what, how wide (in ems). */
type Letter = { readonly face: Face; readonly text: string; readonly ems: number };

/** The typeface of the product, for pages: breaks texts into lines, whatever alphabets they mix. */
export class Typeface {
  readonly #faces = new Map<Weight, readonly Face[]>([
    [400, facesOf(400)],
    [600, facesOf(600)],
  ]);
  readonly #letters = new Map<string, Letter>();

  /** Every font by its name; a document embeds of them what it uses. */
  get fonts(): readonly Pick<Face, 'name' | 'file'>[] {
    return [...this.#faces.values()].flat();
  }

  /** The text in lines. Line breaks of the text stay; a word that is longer than a line is cut. */
  lines(text: string, type: Type): readonly Line[] {
    return text.split('\n').flatMap((paragraph) => {
      const done: string[] = [];
      let line = '';
      for (const word of paragraph.split(/\s+/).flatMap((whole) => this.#cut(whole, type))) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line === '' || this.#widthOf(longer, type) <= type.width) line = longer;
        else {
          done.push(line);
          line = word;
        }
      }
      return [...done, line].map((each) => this.#runs(each, type));
    });
  }

  /** Width of a text in one line, points. */
  #widthOf(text: string, { size, weight }: Type): number {
    let ems = 0;
    for (const letter of text) ems += this.#letter(letter, weight).ems;
    return ems * size;
  }

  /** A word in pieces that each fit in a line. */
  #cut(word: string, type: Type): readonly string[] {
    if (this.#widthOf(word, type) <= type.width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const letter of word) {
      if (piece !== '' && this.#widthOf(piece + letter, type) > type.width) {
        pieces.push(piece);
        piece = '';
      }
      piece += letter;
    }
    return [...pieces, piece];
  }

  #runs(text: string, { size, weight }: Type): Line {
    const runs: { font: string; text: string; width: number }[] = [];
    for (const each of text) {
      const { face, text: shown, ems } = this.#letter(each, weight);
      const last = runs.at(-1);
      if (last?.font === face.name) {
        last.text += shown;
        last.width += ems * size;
      } else runs.push({ font: face.name, text: shown, width: ems * size });
    }
    return runs;
  }

  #letter(letter: string, weight: Weight): Letter {
    const known = this.#letters.get(`${weight}${letter}`);
    if (known !== undefined) return known;
    const faces = this.#faces.get(weight) ?? [];
    const [first] = faces;
    if (first === undefined) throw new Error(`the typeface has no weight ${weight}`);
    const code = letter.codePointAt(0) ?? 0;
    const own = faces.find(({ font }) => font.hasGlyphForCodePoint(code));
    const text = own === undefined ? UNKNOWN : letter;
    const { font } = own ?? first;
    const { advanceWidth } = font.glyphForCodePoint(text.codePointAt(0) ?? 0);
    const made = { face: own ?? first, text, ems: advanceWidth / font.unitsPerEm };
    this.#letters.set(`${weight}${letter}`, made);
    return made;
  }
}

const facesOf = (weight: Weight): readonly Face[] => ALPHABETS.map((alphabet) => openFace(alphabet, weight));

function openFace(alphabet: string, weight: Weight): Face {
  const name = `inter-${alphabet}-${weight}-normal`;
  const file = readFileSync(createRequire(import.meta.url).resolve(`@fontsource/inter/files/${name}.woff`));
  // Safe: the file holds one font, no collection.
  return { name, file, font: fontkit.create(file) as fontkit.Font };
}

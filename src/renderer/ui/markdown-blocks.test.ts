import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, readMarkdown, type Span } from './markdown-blocks.ts';

const plain = (text: string): Span => ({ text, bold: false });
const bold = (text: string): Span => ({ text, bold: true });

describe('instructions', () => {
  it('have paragraphs, which blank lines part', () => {
    expect(readMarkdown('Call first.\nThen go.\n\n\nWrite it down.\r\n')).toEqual([
      { kind: 'paragraph', spans: [plain('Call first. Then go.')] },
      { kind: 'paragraph', spans: [plain('Write it down.')] },
    ]);
  });

  it('have lists, numbered or not, whose items may go on in the next line', () => {
    expect(readMarkdown('Do:\n1. Ring\n2) Wait\n   a minute\n- Or leave\n* at once')).toEqual([
      { kind: 'paragraph', spans: [plain('Do:')] },
      { kind: 'list', ordered: true, items: [[plain('Ring')], [plain('Wait a minute')]] },
      { kind: 'list', ordered: false, items: [[plain('Or leave')], [plain('at once')]] },
    ]);
  });

  it('begin a paragraph after a list and a blank line', () => {
    expect(readMarkdown('- One\n\nAfter').map(({ kind }) => kind)).toEqual(['list', 'paragraph']);
  });

  it('go on with a list over a blank line between its items', () => {
    expect(readMarkdown('- One\n\n- Two')).toEqual([
      { kind: 'list', ordered: false, items: [[plain('One')], [plain('Two')]] },
    ]);
  });

  it('have bold parts, and headings that are bold', () => {
    expect(readMarkdown('# At the gate\nRing **twice** and __wait__.')).toEqual([
      { kind: 'paragraph', spans: [bold('At the gate')] },
      { kind: 'paragraph', spans: [plain('Ring '), bold('twice'), plain(' and '), bold('wait'), plain('.')] },
    ]);
  });

  it('are the text that they are wherever they are nothing else', () => {
    const text = '<b onclick="x()">Kim</b> & [a](javascript:1) 2 ** 3 ** 4 `code` **';
    expect(readMarkdown(text)).toEqual([{ kind: 'paragraph', spans: [plain(text)] }]);
    expect(readMarkdown('')).toEqual([]);
  });

  it('lose no word, whatever was written', () => {
    const said = (block: Block): readonly Span[] =>
      block.kind === 'paragraph' ? block.spans : block.items.flat();
    const letters = (text: string) => text.replace(/[^a-z]/g, '');
    const piece = fc.constantFrom('a', 'b', '**', '__', '- ', '1. ', '# ', '\n', '\n\n', ' ', '<i>');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const shown = readMarkdown(text)
          .flatMap(said)
          .map((span) => span.text)
          .join('');
        expect(letters(shown)).toBe(letters(text));
      }),
    );
  });
});

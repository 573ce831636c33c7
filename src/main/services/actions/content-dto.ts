import type { ContentDto } from '#contract/actions.ts';
import type { Content } from '#core/actions/content.ts';

/** The content as it crosses to a screen: the contract's type is the same one, but that its lists may be written to. */
export const toContentDto = (content: Content): ContentDto =>
  content.kind === 'MAIL'
    ? {
        ...content,
        to: [...content.to],
        attachments: content.attachments?.map((attachment) => ({ ...attachment })),
      }
    : { ...content, headers: content.headers.map((header) => ({ ...header })) };

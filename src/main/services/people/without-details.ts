import type { Answer, Payload } from '#contract/index.ts';

/** What a screen may hear that nobody has signed in at: that there is an alarm, how bad it is and that it must not be silenced, and nothing else. */
export const noticeWithoutDetails = (notice: Payload<'notice'>): Payload<'notice'> =>
  notice.kind === 'test'
    ? notice
    : {
        ...notice,
        tag: notice.kind === 'site' ? 'sites' : notice.kind === 'desk' ? 'desks' : notice.tag,
        holder: null,
        finding_id: null,
        site: null,
        title: 'An alarm',
        body: 'Sign in to see it.',
      };

export const openWithoutDetails = ({
  count,
  critical,
}: Payload<'notices.open'>): Payload<'notices.open'> => ({
  count,
  critical,
  newest: [],
});

/** How things stand, for such a screen. */
export const stateWithoutDetails = (state: Answer<'notices.state'>): Answer<'notices.state'> => ({
  ...state,
  flood: { ...state.flood, sites: [] },
  open: openWithoutDetails(state.open),
});

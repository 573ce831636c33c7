/** How the codes of sources begin that deliver only when they are asked: the history of Traccar servers. */
export const ASKED_SOURCE = 'traccar:';

/** Whether a source delivers what is past, when it is asked: how long it says nothing tells nothing of whether it can be heard. */
export const isAskedSource = (code: string): boolean => code.startsWith(ASKED_SOURCE);

/** Under this name the engine keeps why no secret can be kept ('' when it can), for those who read beside it. */
export const NO_SECRETS = 'actions.no_secrets';

/** A thread that never comes to serve. */
for (;;);

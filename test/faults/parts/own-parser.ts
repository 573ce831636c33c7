/* The real thread that reads files, as a program of its own. */
import '#main/workers/parser.ts';

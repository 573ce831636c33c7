// The least that a process can do: it says that it is there.
process.send({});

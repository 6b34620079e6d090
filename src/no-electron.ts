throw new Error('A unit test reached electron. Move the part under test to a folder without it (see ARCHITECTURE.md).');

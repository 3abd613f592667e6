// Loaded before every test file: CommonJS add-ons of Nest would otherwise require these ES modules in a cycle.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';

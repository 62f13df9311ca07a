/** The web application: one package a room, in the order that {@code docs} draws them. */
@NullMarked
package org.peftboard;

import org.jspecify.annotations.NullMarked;
